"""One module per family: where it starts, its pattern, its gates. A family is one data file in
`criteria/` and the module of the same name here; nothing is registered."""
