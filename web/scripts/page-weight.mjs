// How heavy a page is: the gzip size of all scripts and styles that it loads before it can be used.
// The inbox is opened many times a day, often from afar: it has a ceiling.
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'))
const CEILINGS = { 'src/features/inbox/InboxPage.tsx': 250, 'src/features/task/TaskPage.tsx': 320 }
const PAGES = ['inbox/InboxPage', 'task/TaskPage', 'cases/CasePage', 'portal/RequestsPage', 'users/UsersPage'].map((page) => `src/features/${page}.tsx`)

function files(key, found = new Set(), seen = new Set()) {
  if (seen.has(key)) return found
  seen.add(key)
  const chunk = manifest[key]
  found.add(chunk.file)
  chunk.css?.forEach((file) => found.add(file))
  chunk.imports?.forEach((each) => files(each, found, seen))
  return found
}

async function weight(keys) {
  const all = new Set(keys.flatMap((key) => [...files(key)]))
  const sizes = await Promise.all([...all].map(async (file) => gzipSync(await readFile(new URL(file, dist)), { level: 9 }).length))
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

let tooHeavy = false
for (const page of PAGES) {
  const kilobytes = await weight(['index.html', page])
  const ceiling = CEILINGS[page]
  console.log(`${kilobytes.toFixed(1).padStart(7)} K  ${page}${ceiling ? `  (at most ${ceiling} K)` : ''}`)
  if (ceiling && kilobytes > ceiling) tooHeavy = true
}
for (const part of ['src/bpmn/diagram/DiagramView.tsx', 'src/bpmn/form/FormView.tsx']) {
  console.log(`${(await weight([part])).toFixed(1).padStart(7)} K  ${part}, loaded when first shown`)
}
if (tooHeavy) {
  console.error('Expected the pages to stay below their ceilings, but one does not.')
  process.exit(1)
}
