// Starts the program on data of its own with the sample government, and stops exactly that process again.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

const freePort = () => new Promise((resolve, reject) => {
  const s = createServer()
  s.on('error', reject)
  s.listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => resolve(port)) })
})

// program is the path of the program under test.
export function program () {
  const binary = process.env.PAYUNG_BIN || join(root, 'bin/payung')
  if (!existsSync(binary)) throw new Error(`no program at ${binary}: run make build, or set PAYUNG_BIN`)
  return binary
}

// start serves the sample government, or, without demo, an empty installation.
export async function start ({ demo = true } = {}) {
  if (demo && process.env.PAYUNG_URL) return { base: process.env.PAYUNG_URL, stop: async () => {} }
  const data = await mkdtemp(join(tmpdir(), 'payung-e2e-'))
  const listen = `127.0.0.1:${await freePort()}`
  const child = spawn(program(), ['serve', ...(demo ? ['--demo'] : []), '--data', data, '--listen', listen], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let told = ''
  let ended = null
  child.stderr.on('data', b => { said = (said + b).slice(-20000) })
  child.stdout.on('data', b => { told = (told + b).slice(-20000) })
  child.on('exit', code => { ended = code })
  const base = 'http://' + listen
  for (let i = 0; ; i++) {
    if (ended !== null) throw new Error(`the server ended with ${ended}:\n${said}`)
    if (await fetch(base + '/readyz').then(r => r.ok, () => false)) break
    if (i > 900) { child.kill(); throw new Error('the server was not ready after three minutes:\n' + said) }
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  return {
    base,
    data,
    log: () => said, // faults and warnings
    said: () => told, // what a person reads on the screen
    stop: async () => {
      if (ended === null) {
        const gone = new Promise(resolve => child.once('exit', resolve))
        child.kill()
        await gone
      }
      await rm(data, { recursive: true, force: true })
    }
  }
}
