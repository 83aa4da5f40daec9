{{/*
A ConfigMap named after the release. A chart calls it with what goes into it:

  {{ include "<<name>>.configMap" (dict "root" . "data" .Values.config) }}
*/}}
{{- define "<<name>>.configMap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "<<name>>.fullname" .root | quote }}
  labels:
    {{- include "<<name>>.labels" .root | nindent 4 }}
data:
  {{- range $key, $value := .data }}
  {{ $key | quote }}: {{ $value | toString | quote }}
  {{- end }}
{{- end -}}
