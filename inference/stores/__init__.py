"""Where profiles are kept: encrypted, in one file, or elsewhere behind the same interface."""
