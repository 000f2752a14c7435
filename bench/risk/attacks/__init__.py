"""Injection attempts over every way in: messages, documents, order notes, parcel scans, the chat model's output."""
