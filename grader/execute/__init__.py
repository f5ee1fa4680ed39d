"""The executor: vets a student's graph and runs it on the judge's inputs, in a fresh child."""
