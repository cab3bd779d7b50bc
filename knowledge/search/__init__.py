"""Finding an article: three rankings, their fusion, and a probability that means what it says."""
