// What the Nu Html Checker finds in many files, in one JVM.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const jar = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

// vnuFaults gives [{ file, level, rule, words }] for absolute paths.
export function vnuFaults(files) {
  const run = spawnSync("java", ["-jar", jar, "--format", "json", "--exit-zero-always", "--stdout", ...files],
    { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`the Nu Html Checker stopped: ${run.error ?? run.stderr}`);
  return JSON.parse(run.stdout).messages
    .filter(({ type, subType }) => type !== "info" || subType === "warning")
    .map(({ type, url, lastLine, lastColumn, message }) => ({
      file: fileURLToPath(url),
      level: type === "info" ? "warning" : "error",
      rule: "html",
      words: lastLine ? `${lastLine}:${lastColumn}: ${message}` : message,
    }));
}
