"""First figures: the product against floors measured in the same run. Imported by nobody."""
