// Fills in whole forms as the browser does. First line of the input as for expressions.mjs. Every further line: {"schema", "initial",
// "typed"}: a form, the data that it begins with, and what a person then fills in, by key. Each is answered by one line:
// {"visible": keys of the fields on the screen, "wrong": what form-js says of them, by key, "submitted": what would be sent}.
// For forms without dynamic lists.
import { answer, libraries, questions } from './formjs.mjs'

const lines = questions()
const {
  formjs: { Form },
  Expressions,
} = await libraries((await lines.next()).value)

// Instead of a renderer, the fields that it would draw, decided as form-js decides (see its FormField, FormComponent and Form.validate).
const modules = [{ renderer: ['value', null], expressionLanguage: ['type', Expressions] }]

function* fieldsOnScreen(form, components, context) {
  for (const field of components) {
    const { hide } = field.conditional ?? {}
    if (hide && form.get('expressionLanguage').evaluateUnaryTest(hide, { ...context.data, this: context.this })) continue
    if (field.components) yield* fieldsOnScreen(form, field.components, context)
    else if (field.key) yield field
  }
}

for await (const { schema, initial, typed } of lines) {
  const form = new Form({ additionalModules: modules })
  await form.importSchema(schema, initial)
  const state = form._getState()
  const data = { ...state.data, ...typed }
  const filtered = { ...state.initialData, ...form.get('conditionChecker').applyConditions(data, data) }
  const context = { data: filtered, this: filtered, parent: null, i: [] }
  const visible = [...fieldsOnScreen(form, form.get('formFieldRegistry').getForm().components, context)]
  const wrong = {}
  for (const { id, key, disabled } of visible) {
    const errors = disabled ? [] : form.get('validator').validateFieldInstance({ id, expressionContextInfo: context }, data[key])
    if (errors.length > 0) wrong[key] = errors
  }
  const submitted = Object.fromEntries(visible.filter(({ disabled }) => !disabled).map(({ key }) => [key, data[key]]))
  answer({ visible: visible.map(({ key }) => key), wrong, submitted })
}
