/** How words are put together, and units of time. */
export const en = {
  /** Between the entries of a list, and between the parts of a sentence. */
  and: ', ',
  comma: ', ',
  labelled: (label: string, value: string) => `${label}: ${value}`,
  aside: (text: string) => ` (${text})`,
  /** Of working time, in short. */
  units: { hour: 'h', minute: 'm', second: 's' },
  /** Of a duration: years, months, days, hours, minutes, seconds. */
  durations: [' y', ' mo', ' d', ' h', ' min', ' s'],
}
