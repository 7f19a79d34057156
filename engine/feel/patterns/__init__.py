"""Regular expressions of XPath: read and translated for the engines that run them."""
