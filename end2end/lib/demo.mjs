// Starts the real program as a demo, with a temporary folder of its own, and ends it again.
// What must not be here: any knowledge of pages, or a stand-in for the server.

import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

import { repository, results } from './places.mjs';

/** Fewer things were found than in the demo that people look at: it starts sooner, and everything that is under way is there. */
const CASES = '80';
/** The line by which the program says that it answers. */
const READY = /^CLOAKROOM_READY (http:\/\/\S+)/;
const PATIENCE_MS = 60_000;

/**
 * @typedef {object} Demo
 * @property {string} origin  such as `http://127.0.0.1:40123`
 * @property {string} folder  its temporary folder
 * @property {string} log     the file with all that it printed
 * @property {() => boolean} running
 * @property {() => Promise<void>} stop  asks it to stop, waits, and removes its folder; fails if it did not stop gracefully
 */

/**
 * Starts `cloakroom demo` on a free port.
 * @param {{ name?: string, args?: string[], env?: Record<string, string> }} [options] `name` names the log
 * @returns {Promise<Demo>}
 */
export async function startDemo({ name = 'demo', args = ['demo', '--port', '0', '--cases', CASES], env = {} } = {}) {
  const program = await findProgram();
  const folder = await mkdtemp(path.join(tmpdir(), 'cloakroom-e2e-'));
  const log = path.join(results, `${name}.log`);
  await mkdir(results, { recursive: true });
  const record = createWriteStream(log);

  const child = spawn(program, args, {
    cwd: repository,
    env: { ...process.env, TMPDIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
  });
  // However this run of the tests ends, the program must not outlive it.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  child.stderr.pipe(record, { end: false });
  const origin = await Promise.race([readyOrigin(child, record), gone.then(({ code, signal, error }) => {
    throw new Error(`the program ended before it was ready (${error ?? signal ?? `code ${code}`}); see ${log}`);
  })]);

  return {
    origin,
    folder,
    log,
    running: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGTERM');
      const ended = await Promise.race([gone, after(10_000)]);
      kill();
      process.removeListener('exit', kill);
      await gone;
      record.end();
      await rm(folder, { recursive: true, force: true });
      if (ended === undefined) throw new Error(`the program did not stop within 10 s; see ${log}`);
      if (ended.code !== 0) throw new Error(`the program ended with ${ended.signal ?? `code ${ended.code}`}; see ${log}`);
    },
  };
}

/** Reads the program's output until it says that it is ready; goes on recording after that. */
function readyOrigin(child, record) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the program was not ready within ${PATIENCE_MS / 1000} s; see ${record.path}`));
    }, PATIENCE_MS);
    child.once('exit', () => clearTimeout(timer));
    readline.createInterface({ input: child.stdout }).on('line', (line) => {
      record.write(`${line}\n`);
      const ready = READY.exec(line);
      if (ready) {
        clearTimeout(timer);
        resolve(ready[1].replace(/\/$/, ''));
      }
    });
  });
}

async function findProgram() {
  const program = process.env.CLOAKROOM_PROGRAM
    ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(repository, 'target'), 'debug', 'cloakroom');
  await access(program).catch(() => {
    throw new Error(`${program} is not there; scripts/test e2e builds it`);
  });
  return program;
}

function after(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
