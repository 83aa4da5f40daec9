{{/*
Short name of what the chart installs. Kubernetes allows 63 characters in a label.
*/}}
{{- define "<<name>>.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimAll "-_." -}}
{{- end -}}

{{/*
Name of the objects of one release: letters, digits and "-" only, which every kind of object allows.
A release that is named after the chart does not repeat the name.
*/}}
{{- define "<<name>>.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $full .Values.fullnameOverride | lower | replace "_" "-" | replace "." "-" | trunc 63 | trimAll "-" -}}
{{- end -}}

{{/*
Labels by which the objects of one release find each other. They cannot change in an upgrade.
*/}}
{{- define "<<name>>.selectorLabels" -}}
app.kubernetes.io/name: {{ include "<<name>>.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{/*
Labels of every object.
*/}}
{{- define "<<name>>.labels" -}}
{{ include "<<name>>.selectorLabels" . }}
{{- with .Chart.AppVersion }}
app.kubernetes.io/version: {{ . | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." | quote }}
{{- end -}}
