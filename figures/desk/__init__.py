"""What the kinds share: data and look, canvas and words, and the parts of the larger kinds."""
