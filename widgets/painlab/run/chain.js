// A chain of compartments: how it starts, where its sites are; the twin of chain.py.

/** The state at the start: every compartment alike. */
export function chainStart(run) {
  run.size = Math.floor(run.evaluate("compartments") + 0.5);
  const y = new Float64Array(run.size * run.meta.states.length);
  run.kernel.starts(Float64Array.from(run.symbols, (s) => run.values[s]), y, run.size);
  return y;
}

/** Number of the compartment at a fraction of the length of a chain of `size` compartments. */
export function chainPlace(size, fraction) {
  return Math.min(size - 1, Math.floor(fraction * size));
}

/** Length of a chain: a parameter, or a helper. */
export function chainLength(run) {
  return run.evaluate("length");
}

/** The compartments whose membrane is kept. */
export function siteIndices(run) {
  return Int32Array.from(run.meta.sites, (fraction) => chainPlace(run.size, fraction));
}
