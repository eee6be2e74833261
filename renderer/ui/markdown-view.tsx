import { createContext, useContext, useState, type ReactNode } from 'react'
import Markdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { ConfirmDialog } from './confirm-dialog.tsx'

const AskContext = createContext<(url: string) => void>(() => undefined)

export type LinkQuestion = { title: string; open: string; keep: string }

/** Markdown without raw HTML or remote images; a link is shown and asked about before it opens. */
export function MarkdownView({
  text,
  linkQuestion,
  onOpen,
}: {
  text: string
  linkQuestion: LinkQuestion
  onOpen: (url: string) => void
}) {
  const [asked, setAsked] = useState<string | null>(null)
  return (
    <AskContext value={setAsked}>
      <div className="markdown">
        <Markdown remarkPlugins={[remarkGfm]} skipHtml components={COMPONENTS}>
          {text}
        </Markdown>
      </div>
      {asked !== null && (
        <ConfirmDialog
          title={linkQuestion.title}
          actLabel={linkQuestion.open}
          keepLabel={linkQuestion.keep}
          danger={false}
          onKeep={() => setAsked(null)}
          onAct={() => {
            onOpen(asked)
            setAsked(null)
          }}
        >
          <p className="mono" dir="ltr">
            {asked}
          </p>
        </ConfirmDialog>
      )}
    </AskContext>
  )
}

/** Remote pictures are never fetched: their words stand for them. */
function ImageWords({ alt }: { alt?: string | undefined }) {
  return <span className="muted">{alt}</span>
}

function LinkWords({ href, children }: { href?: string | undefined; children?: ReactNode }) {
  const ask = useContext(AskContext)
  return (
    <button type="button" className="link" onClick={() => ask(href ?? '')}>
      {children}
    </button>
  )
}

const COMPONENTS: Components = { img: ImageWords, a: LinkWords }
