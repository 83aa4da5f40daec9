{{/*
The service account that the pods run as.
*/}}
{{- define "<<name>>.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "<<name>>.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}
