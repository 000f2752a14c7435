"""What a message asks of the customer's own orders, read by a trained model."""
