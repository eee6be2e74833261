import { CircleAlert } from 'lucide-react'

export function FieldError({ id, children }: { id?: string; children: string }) {
  return (
    <p className="field-error" role="alert" {...(id !== undefined && { id })}>
      <CircleAlert size={15} aria-hidden />
      {children}
    </p>
  )
}
