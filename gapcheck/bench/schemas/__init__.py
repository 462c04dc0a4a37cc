"""JSON Schemas of the rule files, for editors: made from the models of the loader, so that they cannot part."""
