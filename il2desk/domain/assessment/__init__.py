"""From a case and the packs to findings, a verdict and what is missing."""
