import fc from 'fast-check';

/** `npm run fuzz` makes more cases of each kind, from another seed. */
export const times = Number(process.env['FUZZ_TIMES'] ?? 1);

fc.configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 1), numRuns: 100 * times });

export { fc };
