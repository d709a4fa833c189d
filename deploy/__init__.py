"""How the service gets to AWS: an image, its repository, and the stack around it."""
