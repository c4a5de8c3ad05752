/** nginx with the same bytes as files, the reference for stored tiles. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { freePort } from '../../environment/cluster.ts'
import { startProgram } from './program.ts'
import type { TileServer } from './server.ts'

function config(folder: string, port: number): string {
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=20000;
  types { application/vnd.mapbox-vector-tile mvt; }
  server {
    listen 127.0.0.1:${port};
    root ${folder}/files;
    gzip_static on;
    gzip_vary on;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
  }
}`
}

/** Serves these bodies at their paths, each also gzipped, with one worker. */
export async function startNginx(
  binary: string,
  files: Iterable<readonly [path: string, body: Buffer]>,
): Promise<TileServer> {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-nginx-'))
  // The worker does not run as root.
  chmodSync(folder, 0o755)
  for (const [path, body] of files) {
    const file = join(folder, 'files', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, body)
    writeFileSync(`${file}.gz`, gzipSync(body))
  }
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, config(folder, port))
  const program = await startProgram({
    command: binary,
    args: ['-p', folder, '-c', file],
    readyUrl: `${origin}/`,
  })
  return {
    name: 'nginx',
    origin,
    pid: program.pid,
    path: (layers, { z, x, y }) => `/tiles/${layers.join()}/${z}/${x}/${y}.mvt`,
    stop: async () => {
      await program.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
