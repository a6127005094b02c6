"""A model for other simulators, in the run in which its lab opens: SBML, Brian2, NMODL of NEURON, LEMS of NeuroML."""
