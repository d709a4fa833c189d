"""The benchmark report: all figures on one page, with pictures."""
