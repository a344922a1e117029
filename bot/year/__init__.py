"""A made-up year of the sample site, the same whenever it is made: so that the demo's managers have months."""
