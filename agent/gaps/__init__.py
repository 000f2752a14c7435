"""What the documents should say: unanswered questions, clustered, and FAQ entries made of them."""
