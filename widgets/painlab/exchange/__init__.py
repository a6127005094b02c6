"""A model for other simulators: SBML, Brian2 and NMODL of NEURON, in the run in which its lab opens."""
