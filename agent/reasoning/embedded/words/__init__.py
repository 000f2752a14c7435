"""Words of a question: segmentation, content terms with their other forms, and what kind of answer is asked for."""
