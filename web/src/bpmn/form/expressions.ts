import { FeelExpressionLanguage } from '@bpmn-io/form-js-viewer'

type Data = Record<string, unknown>

/** FEEL in the browser, brought to the server's answers where that is cheap. What still differs stands in docs/expressions.md. */
export class Expressions extends FeelExpressionLanguage {
  /** The server's clock runs in UTC. The library's today() is a midnight of this device, which is equal to no date. */
  private readonly clock = {
    now: () => (super.evaluate('=now()') as { toUTC: () => unknown }).toUTC(),
    today: () => super.evaluate('=date(now())') as unknown,
  }

  override evaluate(expression: string, data: Data = {}): unknown {
    return super.evaluate(expression, { ...this.clock, ...data })
  }

  /**
   * Conditions are met when they are true. form-js by itself reads them as unary tests about null, by which a condition
   * that is null counts as met: it would hide fields that the server asks for.
   */
  override evaluateUnaryTest(expression: string, data: Data = {}): boolean {
    return this.evaluate(expression, data) === true
  }
}
