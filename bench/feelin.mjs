// The browser's FEEL at the same work as ours, for bench/feel.py. Started with the folder of feelin; each line of the input is a job, answered
// by the seconds of CPU that one call took: {"work": "evaluate" | "parse", "text", "context"} or {"work": "decide", "decisions", "inputs"}.
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const { evaluate, parseExpression, unaryTest } = await import(pathToFileURL(`${process.argv[2]}/dist/index.js`).href)
const LEAST = 0.1 // seconds of one measurement

// feelin has decision tables no more than the rest of node_modules: this is what a table costs that is made of its unary tests.
function decideTable({ inputs, rules, output }, scope) {
  const values = inputs.map((text) => evaluate(text, scope).value)
  const matched = rules.filter((rule) => values.every((value, column) => unaryTest(rule[column], { ...scope, '?': value }).value === true))
  return matched.length === 1 ? evaluate(matched[0][output], scope).value : null
}

function decide(decisions, inputs) {
  const scope = { ...inputs }
  let value = null
  for (const decision of decisions) {
    value = decision.rules ? decideTable({ ...decision, output: decision.inputs.length }, scope) : evaluate(decision.expression, scope).value
    scope[decision.name] = value
  }
  return value
}

function workOf({ work, text, context, decisions, inputs }) {
  if (work === 'evaluate') return () => evaluate(text, context).value
  if (work === 'parse') return () => parseExpression(text, context)
  return () => decide(decisions, inputs)
}

function secondsFor(call, times) {
  const before = process.cpuUsage()
  for (let done = 0; done < times; done++) call()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function secondsOf(call) {
  for (let times = 1; ; times *= 2) {
    const seconds = secondsFor(call, times)
    if (seconds >= LEAST) return seconds / times
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line)
  const call = workOf(job)
  const value = job.work === 'parse' ? null : call()
  process.stdout.write(`${JSON.stringify({ seconds: secondsOf(call), value })}\n`)
}
