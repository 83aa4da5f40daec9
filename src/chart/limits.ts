/** Bytes of all files of a chart together. Helm's `MaxDecompressedChartSize`, pkg/chart/loader/archive/archive.go. */
export const chartSizeLimit = 104_857_600;

/** Bytes of one file of a chart. Helm's `MaxDecompressedFileSize`, in the same file. */
export const fileSizeLimit = 5_242_880;
