// Evaluates expressions as the browser's forms do. First line of the input: {"web": the web application's folder, "now": a moment}. Every
// further line: {"expression", "data", "bound", "entry", "computed"}. data and, inside a dynamic list, the entry are what the form holds,
// computed are the expressions of its computed fields in their order, bound are names that lie over all that, with the texts of
// their values. Each is answered by one line: {"value", "condition", "error"}; values carry their type.
import { answer, libraries, questions } from './formjs.mjs'

const lines = questions()
const {
  formjs: { buildExpressionContext },
  luxon: { DateTime, Duration },
  Expressions,
} = await libraries((await lines.next()).value)

let error = null
const language = new Expressions({
  fire: (_, failure) => {
    error = failure.error.message
  },
})

/** The context of an expression: of the form, or of one entry of a dynamic list in it (see form-js, RepetitionScaffold). */
function contextOf({ data, bound, entry, computed }) {
  const filled = { ...data }
  const form = { data: filled, this: filled, parent: null, i: [] }
  for (const [name, expression] of computed) filled[name] = language.evaluate(`=${expression}`, buildExpressionContext(form))
  for (const [name, text] of Object.entries(bound)) filled[name] = language.evaluate(`=${text}`)
  return buildExpressionContext(entry === null ? form : { data: filled, this: entry.value, parent: buildExpressionContext(form), i: [entry.index] })
}

function typed(value) {
  if (value === null || value === undefined) return { type: 'null' }
  if (Array.isArray(value)) return { type: 'list', value: value.map(typed) }
  if (DateTime.isDateTime(value)) return { type: 'moment', value: language.evaluate('=string(value)', { value }) }
  if (Duration.isDuration(value)) return durationParts(value)
  if (typeof value !== 'object' && typeof value !== 'function') return { type: typeof value, value: String(value) }
  if (Object.getPrototypeOf(value) !== Object.prototype) return { type: 'other', value: value.constructor.name }
  return { type: 'context', value: Object.entries(value).map(([name, item]) => [name, typed(item)]) }
}

function durationParts(value) {
  const { years = 0, months = 0, ...rest } = value.toObject()
  return { type: 'duration', months: String(12 * years + months), milliseconds: String(Duration.fromObject(rest).toMillis()) }
}

for await (const asked of lines) {
  const context = contextOf(asked)
  error = null
  const value = language.evaluate(`=${asked.expression}`, context)
  const failed = error
  const condition = language.evaluateUnaryTest(`=${asked.expression}`, context)
  answer({ value: typed(value), condition, error: failed })
}
