"""One way to ask a patient anything: pages, questions, widgets, one view. Knows nothing of pain."""
