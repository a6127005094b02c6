// Random numbers that are the same in both languages; the twin of chance.py.

// The MurmurHash3 32-bit finalizer.
export function mixed(h) {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

// A number strictly between 0 and 1 for (seed, index, draw).
export function uniform(seed, index, draw) {
  let h = mixed((seed >>> 0) + 0x9e3779b9);
  h = mixed(h ^ Math.imul(index, 0x9e3779b1));
  h = mixed(h ^ Math.imul(draw, 0x85ebca77));
  return (h + 0.5) / 4294967296;
}
