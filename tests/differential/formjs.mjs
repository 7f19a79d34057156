// form-js as the web application uses it, without a browser around it.
import { registerHooks } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

/** The lines of the standard input, parsed. */
export async function* questions() {
  for await (const line of createInterface({ input: process.stdin })) yield JSON.parse(line)
}

export function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** The libraries of the web application in the folder `web`, its own expression language, and a clock that stands at `now`. */
export async function libraries({ web, now }) {
  const home = pathToFileURL(`${web}/package.json`).href
  registerHooks({
    resolve: (name, context, next) => {
      const place = context.parentURL === import.meta.url ? { ...context, parentURL: home } : context
      return next(name === 'lodash/isEqual' ? 'lodash/isEqual.js' : name, place) // form-js imports this one as only bundlers allow
    },
  })
  // form-js touches these while it loads; nothing is drawn here.
  globalThis.KeyboardEvent = class {}
  globalThis.document = { createElement: () => ({ classList: { add: () => undefined } }) }
  const luxon = await import('luxon')
  luxon.Settings.now = () => Date.parse(now)
  const { Expressions } = await import(pathToFileURL(`${web}/src/bpmn/form/expressions.ts`).href)
  return { formjs: await import('@bpmn-io/form-js-viewer'), luxon, Expressions }
}
