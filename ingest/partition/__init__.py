"""One partitioner a format; each returns unstructured Elements."""
