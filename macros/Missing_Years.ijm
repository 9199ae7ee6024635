// Lynx and hare from the counts of all years from 1900 to 1920, and then without the hares of odd years and without
// the lynxes from 1906 to 1914: the posterior widens a little, and the populations are predicted where nobody counted.
var folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder with lynx_hare_series.onnx, for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// Copy the model that comes with InferJ into the folder; this one is trained far too briefly to be good.
var model = folder + "lynx_hare_series.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=lynx_hare_series simulations=100 steps=2 batchsize=32 modelfile=[" + model + "]");

var hare = newArray(30, 47.2, 70.2, 77.4, 36.3, 20.6, 18.1, 21.4, 22, 25.4, 27.1, 40.3, 57, 76.6, 52.3, 19.5, 11.2, 7.6, 14.6, 16.2, 24.7);
var lynx = newArray(4, 6.1, 9.8, 35.2, 59.4, 41.7, 19, 13, 8.3, 9.1, 7.4, 8, 12.3, 19.5, 45.7, 51.1, 29.7, 15.8, 9.7, 10.1, 8.6);
infer("all years", false);
infer("missing years", true);

function infer(name, isMissing) {
	rows = "year,hare,lynx\n";
	for (i = 0; i < 21; i++) {
		rows = rows + (1900 + i) + ",";
		if (!isMissing || i % 2 == 0) rows = rows + hare[i];
		rows = rows + ",";
		if (!isMissing || i < 6 || i > 14) rows = rows + lynx[i];
		rows = rows + "\n";
	}
	table = folder + name + " counted.csv";
	File.saveString(rows, table);
	run("InferJ Posterior...", "modelfile=[" + model + "] tablefile=[" + table + "] times=[1900..1920 by 0.5] draws=200 seed=1"
		+ " posteriorfile=[" + folder + name + " parameters.csv] plotfile=[" + folder + name + " parameters.png] functionfile=["
		+ folder + name + " populations.csv] functionplotfile=[" + folder + name + " populations.png] overwrite=true");
}
