// Package pdf writes a spoken document as one complete PDF.
package pdf
