"""Who calls the service, where no API Gateway tells: bearer tokens and what they are checked by."""
