// A workbook as an office has it: title rows, a header in line 5, columns in an order of their own, a number in words, a sum
// and a signature. Written here by hand, so that the program reads a file that it did not make.

const table = new Uint32Array(256).map((_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n })
const crc = bytes => { let c = ~0; for (const b of bytes) c = table[(c ^ b) & 255] ^ (c >>> 8); return ~c >>> 0 }

// zip packs files without compression.
function zip (files) {
  const parts = []; const directory = []; let at = 0
  for (const [name, text] of files) {
    const body = Buffer.from(text); const head = Buffer.alloc(30); const path = Buffer.from(name)
    head.writeUInt32LE(0x04034b50); head.writeUInt16LE(20, 4); head.writeUInt32LE(crc(body), 14); head.writeUInt32LE(body.length, 18); head.writeUInt32LE(body.length, 22); head.writeUInt16LE(path.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50); entry.writeUInt16LE(20, 4); entry.writeUInt16LE(20, 6); head.copy(entry, 16, 14, 28); entry.writeUInt16LE(path.length, 28); entry.writeUInt32LE(at, 42)
    parts.push(head, path, body); directory.push(entry, path); at += 30 + path.length + body.length
  }
  const size = directory.reduce((n, b) => n + b.length, 0); const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50); end.writeUInt16LE(files.length, 8); end.writeUInt16LE(files.length, 10); end.writeUInt32LE(size, 12); end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}

const escape = s => String(s).replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c])

// xlsx writes rows of strings and numbers; null is an empty cell.
export function xlsx (rows) {
  const cells = rows.map((row, r) => `<row r="${r + 1}">${row.map((v, c) => {
    const ref = String.fromCharCode(65 + c) + (r + 1)
    if (v === null || v === undefined || v === '') return ''
    return typeof v === 'number' ? `<c r="${ref}"><v>${v}</v></c>` : `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escape(v)}</t></is></c>`
  }).join('')}</row>`).join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
  return zip([
    ['[Content_Types].xml', `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`],
    ['_rels/.rels', `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${head}<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="HONORER" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ['xl/worksheets/sheet1.xml', `${head}<worksheet xmlns="${main}"><sheetData>${cells}</sheetData></worksheet>`]
  ])
}

// people makes synthetic persons; serials from 9000 on are never given out.
export function people (n, seed) {
  const first = ['Agus', 'Siti', 'Bambang', 'Rina', 'Joko', 'Sri', 'Wawan', 'Dewi', 'Slamet', 'Ani', 'Eko', 'Tutik']
  const last = ['Prasetyo', 'Nurhayati', 'Setiawan', 'Wulandari', 'Susilo', 'Lestari', 'Hidayat', 'Rahayu', 'Santoso', 'Widodo']
  return Array.from({ length: n }, (_, i) => {
    const day = 1 + (i * 7 + seed) % 28; const month = 1 + (i * 5 + seed) % 12; const year = 1970 + (i * 3 + seed) % 30
    const woman = ['Siti', 'Rina', 'Sri', 'Dewi', 'Ani', 'Tutik'].includes(first[i % first.length])
    const two = x => String(x).padStart(2, '0')
    return {
      name: `${first[i % first.length]} ${last[(i + seed) % last.length]}`, sex: woman ? 'P' : 'L', birth: `${two(day)}/${two(month)}/${year}`,
      nik: `331101${two(woman ? day + 40 : day)}${two(month)}${String(year).slice(2)}${9000 + seed * 50 + i}`
    }
  })
}

// roster is a treasurer's own list with what goes wrong in such lists: a NIK with a letter O, one of 15 digits, one that
// Excel rounded.
export function roster (seed, n = 12) {
  const list = people(n, seed)
  const good = list.map(p => p.nik)
  list[1].nik = list[1].nik.replace(/0(?=\d{3}$)/, 'O').replace(/^(\d{6})0/, '$1O')
  list[3].nik = list[3].nik.slice(0, 15)
  const rows = [['PEMERINTAH KABUPATEN SUKOHARJO'], ['DAFTAR TENAGA HONORER'], ['Bulan berjalan'], [],
    ['No', 'Nama Lengkap', 'L/P', 'Tgl Lahir', 'Jabatan', 'NIK', 'Honor (Rp)', 'TMT']]
  list.forEach((p, i) => rows.push([i + 1, p.name, p.sex, p.birth, i % 2 ? 'Tenaga Kebersihan' : 'Staf Administrasi', i === 5 ? Number(p.nik.slice(0, 15) + '0') : p.nik, i % 3 ? 2500000 : 'Rp 2.500.000,-', '01/01/2025']))
  rows.push(['JUMLAH', null, null, null, null, null, 2500000 * n], [], [null, 'Bendahara Pengeluaran'])
  return { file: xlsx(rows), good, list }
}
