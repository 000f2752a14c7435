"""``python -m training.words``: build the word vectors again."""

from training.words.build import main

main()
