import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.processor.reports.enums.JobEndStatus;

/** Validates many PDFs in one JVM. The contract is at the top of the script check. */
final class Check {
    /** Failing objects printed for one rule of one file. */
    private static final int SHOWN = 3;

    /** A rule that a file breaks, at how many places, and the first few of them. */
    private record Broken(String rule, String description, int times, List<String> places) {}

    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();

        List<PDFAFlavour> flavours = flavours("ua1");
        TreeSet<Path> files = new TreeSet<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("-f") && i + 1 < args.length) {
                flavours = flavours(args[++i]);
            } else {
                addPdfs(files, Path.of(args[i]));
            }
        }
        refusesUntagged(flavours);

        int failed = 0;
        for (Path file : files) {
            if (!conforms(file, flavours)) {
                failed++;
            }
        }
        System.out.printf("verapdf: %d passed, %d failed%n", files.size() - failed, failed);
        if (files.isEmpty()) {
            fail("no PDF was given");
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static List<PDFAFlavour> flavours(String names) {
        var known = new TreeSet<>(Profiles.getVeraProfileDirectory().getPDFAFlavours());
        List<PDFAFlavour> list = new ArrayList<>();
        for (String name : names.split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            if (!known.contains(flavour)) {
                fail("no flavour " + name + " among " + known);
            }
            list.add(flavour);
        }
        return list;
    }

    private static void addPdfs(TreeSet<Path> files, Path path) throws Exception {
        if (!Files.isDirectory(path)) {
            files.add(path);
            return;
        }
        try (Stream<Path> below = Files.walk(path)) {
            below.filter(p -> p.toString().endsWith(".pdf")).forEach(files::add);
        }
    }

    private static boolean conforms(Path file, List<PDFAFlavour> flavours) {
        List<Broken> broken;
        try (InputStream in = Files.newInputStream(file)) {
            broken = validate(in, flavours);
        } catch (Exception e) {
            System.out.printf("%s: could not be validated: %s%n", file, e);
            return false;
        }
        for (Broken b : broken) {
            System.out.printf("%s: %s (%d times): %s%n", file, b.rule, b.times, b.description);
            b.places.forEach(place -> System.out.println("  at " + place));
        }
        return broken.isEmpty();
    }

    /** Every rule the PDF breaks. An unfinished run is an error, not a pass. */
    private static List<Broken> validate(InputStream pdf, List<PDFAFlavour> flavours) throws Exception {
        List<Broken> broken = new ArrayList<>();
        try (var parser = Foundries.defaultInstance().createParser(pdf, flavours.get(0));
                var validator = Foundries.defaultInstance()
                        .createValidator(flavours, SHOWN, false, true, false)) {
            List<ValidationResult> results = validator.validateAll(parser);
            if (results.size() != flavours.size()) {
                throw new IllegalStateException(results.size() + " results for " + flavours);
            }
            for (ValidationResult result : results) {
                if (result.getJobEndStatus() != JobEndStatus.NORMAL || result.getTotalAssertions() == 0) {
                    throw new IllegalStateException("validation ended as " + result.getJobEndStatus());
                }
                broken.addAll(broken(result));
                if (result.isCompliant() != result.getFailedChecks().isEmpty()) {
                    throw new IllegalStateException("verdict and failed checks disagree");
                }
            }
        }
        return broken;
    }

    private static List<Broken> broken(ValidationResult result) {
        Map<RuleId, Broken> byRule = new LinkedHashMap<>();
        for (TestAssertion a : result.getTestAssertions()) {
            RuleId id = a.getRuleId();
            byRule.computeIfAbsent(id, k -> new Broken(
                    "%s %s-%d".formatted(result.getPDFAFlavour().getId(), k.getClause(), k.getTestNumber()),
                    oneLine(a.getMessage()), result.getFailedChecks().getOrDefault(k, 1), new ArrayList<>()))
                    .places.add(a.getLocation().getContext() + ": " + oneLine(a.getErrorMessage()));
        }
        return new ArrayList<>(byRule.values());
    }

    private static String oneLine(String s) {
        return s == null ? "" : s.strip().replaceAll("\\s+", " ");
    }

    /** Shows that this check can fail: a page with text and no tags breaks every flavour we ask for. */
    private static void refusesUntagged(List<PDFAFlavour> flavours) throws Exception {
        for (PDFAFlavour flavour : flavours) {
            if (validate(new ByteArrayInputStream(untagged()), List.of(flavour)).isEmpty()) {
                fail("an untagged PDF passed as " + flavour.getId());
            }
        }
    }

    private static byte[] untagged() {
        String text = "BT /F1 12 Tf 72 720 Td (Your appointment) Tj ET";
        String[] objects = {
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                    + " /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " + text.length() + " >>\nstream\n" + text + "\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        };
        StringBuilder pdf = new StringBuilder("%PDF-1.7\n");
        StringBuilder xref = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            xref.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int start = pdf.length();
        pdf.append("xref\n0 6\n").append(xref).append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n")
                .append(start).append("\n%%EOF\n");
        return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void fail(String why) {
        System.out.println("verapdf: " + why);
        System.exit(1);
    }
}
