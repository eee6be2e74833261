import { Component, type ReactNode } from 'react'
import { withTranslation, type WithTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

type Props = WithTranslation & { children: ReactNode }

class Boundary extends Component<Props, { code: string | null }> {
  override state = { code: null as string | null }

  static getDerivedStateFromError(error: unknown): { code: string } {
    return { code: error instanceof Error ? `${error.name}: ${error.message}` : 'UnknownError' }
  }

  override render(): ReactNode {
    if (this.state.code === null) return this.props.children
    const { t } = this.props
    return (
      <main className="page">
        <Note
          tone="danger"
          title={t('common:crash.title')}
          action={<Button onPress={() => location.reload()}>{t('common:crash.reload')}</Button>}
        >
          <p>{t('common:crash.body')}</p>
          <p className="mono" dir="ltr">
            {this.state.code}
          </p>
        </Note>
      </main>
    )
  }
}

/** A bug on one screen never takes the saved work or the other screens with it. */
export const ErrorBoundary = withTranslation()(Boundary)
