// The peers of the span bench, each as its own documentation shows it, in the same font and width.
import labelStudioStyle from './node_modules/@heartexlabs/label-studio/build/static/css/main.css?url'
import labelStudioScript from './node_modules/@heartexlabs/label-studio/build/static/js/main.js?url'
import { createTextAnnotator } from '@recogito/text-annotator'
import recogitoStyle from './node_modules/@recogito/text-annotator/dist/text-annotator.css?url'
import { createElement, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { TextAnnotateBlend } from 'react-text-annotate-blend'
import vAnnotatorModule from 'v-annotator'
import vAnnotatorStyle from './node_modules/v-annotator/dist/v-annotator.css?url'
import Vue from 'vue'

const VAnnotator = vAnnotatorModule.default ?? vAnnotatorModule

const COLOURS = ['#dceeff', '#ffd4cb', '#e4f2c4', '#d8ddff', '#ffe4e7', '#ccefdb', '#e2e3ff', '#cee6e0']
const labelName = (label) => `L${label}`

/** SPANS renderer: the one that keeps the ink. Offsets count the element's text, which has no line ends. */
function recogito() {
  let annotator = null
  let lineEnds = []
  let host = null
  const annotation = ({ id, start, end }, text) => {
    const before = lineEnds.filter((at) => at < start).length
    const selector = [{ quote: text.slice(start, end), start: start - before, end: end - before }]
    return { id, bodies: [], target: { annotation: id, selector, created: new Date() } }
  }
  let content = ''
  return {
    name: '@recogito/text-annotator',
    styles: [recogitoStyle],
    mount(element, { text, spans }) {
      host = element
      content = text
      lineEnds = [...text.matchAll(/\n/g)].map((match) => match.index)
      const root = document.createElement('div')
      root.className = 'plain'
      root.append(...text.split('\n').map((line) => Object.assign(document.createElement('p'), { textContent: line })))
      element.append(root)
      annotator = createTextAnnotator(root, { renderer: 'SPANS' })
      annotator.setAnnotations(
        spans.map((span) => annotation(span, text)),
        false,
      )
    },
    drawn: () => document.querySelectorAll('.r6o-annotation').length,
    add: (span) => annotator.addAnnotation(annotation(span, content)),
    unmount() {
      annotator.destroy()
      host.replaceChildren()
    },
  }
}

function blend() {
  let root = null
  let addValue = null
  const value = ({ start, end, label }) => ({ start, end, tag: labelName(label), color: COLOURS[label - 1] })
  function Page({ data }) {
    const [spans, setSpans] = useState(() => data.spans.map(value))
    addValue = (span) => setSpans((before) => [...before, value(span)])
    return createElement(
      'div',
      { className: 'plain' },
      createElement(TextAnnotateBlend, { content: data.text, value: spans, onChange: () => {} }),
    )
  }
  return {
    name: 'react-text-annotate-blend',
    styles: [],
    mount(element, data) {
      root = createRoot(element)
      flushSync(() => root.render(createElement(Page, { data })))
    },
    drawn: () => document.querySelectorAll('mark').length,
    add: (span) => flushSync(() => addValue(span)),
    unmount: () => root.unmount(),
  }
}

function vAnnotator() {
  let vue = null
  const entity = ({ start, end, label }, index) => ({ id: index, startOffset: start, endOffset: end, label })
  return {
    name: 'v-annotator',
    styles: [vAnnotatorStyle],
    mount(element, { text, spans }) {
      const place = document.createElement('div')
      element.append(place)
      const entityLabels = COLOURS.map((color, index) => ({ id: index + 1, text: labelName(index + 1), color }))
      vue = new Vue({
        data: { entities: spans.map(entity) },
        render(create) {
          const props = { text, entities: this.entities, entityLabels, rtl: true, graphemeMode: false }
          return create('div', { class: 'plain' }, [create(VAnnotator, { props })])
        },
      }).$mount(place)
    },
    drawn: () => document.querySelectorAll('#stage svg g line, #stage svg line').length,
    add(span) {
      vue.entities = [...vue.entities, entity(span, vue.entities.length)]
    },
    unmount() {
      const element = vue.$el
      vue.$destroy()
      element.remove()
    },
  }
}

function labelStudio() {
  let studio = null
  let content = ''
  const region = ({ id, start, end, label }) => ({
    id,
    from_name: 'label',
    to_name: 'text',
    type: 'labels',
    value: { start, end, text: content.slice(start, end), labels: [labelName(label)] },
  })
  const labels = COLOURS.map((color, index) => `<Label value="${labelName(index + 1)}" background="${color}"/>`).join(
    '',
  )
  const config = `<View style="direction: rtl"><Labels name="label" toName="text">${labels}</Labels><Text name="text" value="$text"/></View>`
  return {
    name: '@heartexlabs/label-studio',
    styles: [labelStudioStyle],
    async prepare() {
      if (globalThis.LabelStudio !== undefined) return
      const script = Object.assign(document.createElement('script'), { src: labelStudioScript })
      await new Promise((resolve, reject) => {
        script.addEventListener('load', resolve)
        script.addEventListener('error', reject)
        document.head.append(script)
      })
    },
    mount(element, { text, spans }) {
      content = text
      const root = Object.assign(document.createElement('div'), { id: 'label-studio', className: 'plain' })
      element.append(root)
      studio = new globalThis.LabelStudio(root, {
        config,
        interfaces: ['panel', 'controls'],
        task: { id: 1, annotations: [{ id: '1', result: spans.map(region) }], predictions: [], data: { text } },
      })
    },
    drawn: () => document.querySelectorAll('.htx-highlight').length,
    add(span) {
      const { selected } = globalThis.Htx.annotationStore
      selected.deserializeResults([region(span)])
      // Only the new region is drawn, as after a selection by mouse; updateObjects would draw all again.
      selected.regions.at(-1).applyHighlight()
    },
    unmount() {
      studio.destroy?.()
      document.getElementById('label-studio')?.remove()
    },
  }
}

globalThis.spanBenchPeers = [recogito(), vAnnotator(), blend(), labelStudio()]
