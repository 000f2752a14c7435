"""A chat model as a judge: by a rubric, calibrated against people, and unscored where it can't be read."""
