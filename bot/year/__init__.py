"""A made-up year of the sample site, always the same: so that the demo's managers have months."""
