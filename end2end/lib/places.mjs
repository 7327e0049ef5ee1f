// Where things lie.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const repository = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** Where pictures and logs of a run go; not kept in git. */
export const results = path.join(repository, 'end2end', 'results');
