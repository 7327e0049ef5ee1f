// Sizes and speeds of the running program, as a browser or an operator meets them. Prints; decides nothing.
// Called by scripts/bench with the program to measure.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = path.resolve(fileURLToPath(import.meta.url), '../..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(repository, 'target');
const program = process.argv[2] ?? path.join(target, 'release', 'cloakroom');
const LOOKING_MS = 5;
const LOAD_MS = 4_000;
const CLIENTS = 8;

/** One request on a connection of its own or of `agent`; the body as it travelled. */
function get(address, headers = {}, agent = undefined) {
  return new Promise((resolve, reject) => {
    http.get(address, { headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      answer.on('error', reject);
    }).on('error', reject);
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function end(child) {
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

/** Starts `serve` in a fresh folder, and again: the first start makes keys and schema. */
async function serve(folder) {
  const [port, broker] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    CLOAKROOM_LISTEN: `127.0.0.1:${port}`,
    CLOAKROOM_DATA_DIR: folder,
    CLOAKROOM_BROKER_LISTEN: `127.0.0.1:${broker}`,
    CLOAKROOM_LOG_LEVEL: 'error',
  };
  const began = performance.now();
  const child = spawn(program, ['serve'], { cwd: repository, env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (;;) {
    const ready = await get(`http://127.0.0.1:${port}/readyz`).then(({ status }) => status === 200, () => false);
    if (ready) break;
    if (child.exitCode !== null) throw new Error('serve ended before it was ready');
    await new Promise((resolve) => setTimeout(resolve, LOOKING_MS));
  }
  return { child, origin: `http://127.0.0.1:${port}`, took: performance.now() - began };
}

async function residentMegabytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)[1]) / 1024;
}

async function starts() {
  const folder = await mkdtemp(path.join(tmpdir(), 'cloakroom-bench-'));
  try {
    const first = await serve(folder);
    await end(first.child);
    const times = [];
    let memory = 0;
    for (let turn = 0; turn < 5; turn += 1) {
      const running = await serve(folder);
      times.push(running.took);
      if (turn === 4) {
        await get(`${running.origin}/en/`);
        // Idle means that what a start leaves behind has settled.
        await new Promise((resolve) => setTimeout(resolve, 5_000));
        memory = await residentMegabytes(running.child.pid);
      }
      await end(running.child);
    }
    times.sort((a, b) => a - b);
    return { first: first.took, median: times[2], memory };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A demo, and the cookie of a citizen for whom something waits. */
async function demo() {
  const child = spawn(program, ['demo', '--port', '0'], { cwd: repository, stdio: ['ignore', 'pipe', 'ignore'] });
  const origin = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part) => {
      said += part;
      const ready = /^CLOAKROOM_READY (http:\/\/\S+)/m.exec(said);
      if (ready) resolve(ready[1].replace(/\/$/, ''));
    });
    child.once('exit', () => reject(new Error('the demo ended before it was ready')));
  });
  return { child, origin };
}

async function waitingCitizen(origin) {
  for (let number = 0; ; number += 1) {
    const list = (await get(`${origin}/en/demo/inbox?page=${number}`)).body.toString();
    const addresses = [...list.matchAll(/href="(\/en\/demo\/inbox\/[0-9a-f-]{36})"/g)];
    if (addresses.length === 0) break;
    for (const [, address] of addresses) {
      const message = (await get(origin + address)).body.toString();
      const link = /href="(http[^"]*\/p\/[\w-]{22})"/.exec(message);
      if (!link) continue;
      const answer = await get(new URL(link[1]).pathname.replace(/^/, origin));
      const cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
      const page = await get(`${origin}/en/pickup`, { cookie });
      if (page.status === 200 && /class="ticket"/.test(page.body.toString())) return cookie;
    }
  }
  throw new Error('in the demo nothing waits for anybody');
}

/** Everything that the page makes a browser load, as it travels with brotli. */
async function pageWeight(origin, cookie) {
  const squeezed = { 'accept-encoding': 'br', cookie };
  const page = await get(`${origin}/en/pickup`, squeezed);
  const plain = (await get(`${origin}/en/pickup`, { cookie })).body.toString();
  const parts = [...plain.matchAll(/<(?:link rel="(?:icon|stylesheet)"[^>]*href|script[^>]*src)="([^"]+)"/g)].map(([, address]) => address);
  const weights = [['page', page.body.length]];
  for (const part of parts) weights.push([part.replace(/\.[0-9a-f]{16}\./, '.'), (await get(origin + part, squeezed)).body.length]);
  return weights;
}

/** Requests a second with a few clients that keep their connections. */
async function rate(address, headers) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
  const until = performance.now() + LOAD_MS;
  let count = 0;
  const client = async () => {
    while (performance.now() < until) {
      const { status } = await get(address, headers, agent);
      if (status !== 200) throw new Error(`${address} answers ${status}`);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
  return count / (LOAD_MS / 1000);
}

async function wasm() {
  const site = path.join(target, 'site');
  const manifest = JSON.parse(await readFile(path.join(site, 'manifest.json'), 'utf8'));
  const programs = Object.keys(manifest.assets).filter((name) => name.endsWith('_bg.wasm'));
  const sizes = await Promise.all(programs.map(async (name) => (await stat(path.join(site, 'assets', `${manifest.assets[name]}.gz`))).size));
  return { mode: manifest.mode, size: Math.max(...sizes) };
}

function line(what, value, aim = '') {
  process.stdout.write(`  ${what.padEnd(44)}${value.padStart(12)}   ${aim}\n`);
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

process.stdout.write('the program\n');
const { first, median, memory } = await starts();
line('start to ready, first start', `${first.toFixed(0)} ms`);
line('start to ready, median of five', `${median.toFixed(0)} ms`, 'aim: 300 ms');
line('idle memory of serve', `${memory.toFixed(1)} MB`, 'aim: 60 MB');

const { child, origin } = await demo();
try {
  const cookie = await waitingCitizen(origin);
  process.stdout.write('the pickup page, with brotli\n');
  const weights = await pageWeight(origin, cookie);
  for (const [what, bytes] of weights) line(what, kilobytes(bytes));
  line('in all', kilobytes(weights.reduce((sum, [, bytes]) => sum + bytes, 0)), 'aim: 25 kB');
  process.stdout.write('the portals\n');
  const program_ = await wasm();
  line(`wasm with gzip (${program_.mode})`, kilobytes(program_.size), 'aim: 300 kB');
  process.stdout.write(`requests a second, ${CLIENTS} clients on this machine\n`);
  const health = await rate(`${origin}/healthz`, {});
  const pickup = await rate(`${origin}/en/pickup`, { cookie });
  line('/healthz', health.toFixed(0));
  line('/en/pickup', pickup.toFixed(0));
  line('ratio', (pickup / health).toFixed(2));
} finally {
  await end(child);
}
