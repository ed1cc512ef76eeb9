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

export async function start () {
  if (process.env.PAYUNG_URL) return { base: process.env.PAYUNG_URL, stop: async () => {} }
  const binary = process.env.PAYUNG_BIN || join(root, 'bin/payung')
  if (!existsSync(binary)) throw new Error(`no program at ${binary}: run make build, or set PAYUNG_BIN`)
  const data = await mkdtemp(join(tmpdir(), 'payung-e2e-'))
  const listen = `127.0.0.1:${await freePort()}`
  const child = spawn(binary, ['serve', '--demo', '--data', data, '--listen', listen], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  let ended = null
  child.stderr.on('data', b => { said = (said + b).slice(-20000) })
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
    log: () => said,
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
