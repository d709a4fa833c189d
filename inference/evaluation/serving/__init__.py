"""What answering over HTTP costs: the service on Lambda's own runtime, and on one machine."""
