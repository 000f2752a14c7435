"""What messages ask of customers' own orders: the corpus, how its model is fitted and judged by hands it never saw."""
