// An epidemic whose contact rate changes in time: from five observations of infected, recovered and deaths, and from
// four measurements of the contact rate and one count of deaths. The observations were simulated with gamma = 0.15,
// delta = 0.05, 0.03 infected at time 0, and a contact rate of 1 / (1 + exp(-1.5 cos(2 pi time / 45))).
var folder = getArgument();
if (folder == "") folder = getDirectory("Choose a folder with sird.onnx, for the results");
if (!endsWith(folder, File.separator)) folder = folder + File.separator;

// Copy the model that comes with InferJ into the folder; this one is trained far too briefly to be good.
var model = folder + "sird.onnx";
if (!File.exists(model))
	run("InferJ Train...", "simulator=sird simulations=100 steps=2 batchsize=32 modelfile=[" + model + "]");

infer("ragged data", "data", "time,infected,recovered,deaths\n"
	+ "6,0.3701,,\n12,,0.4867,\n18,0.0923,,\n25,,,0.2249\n38,,0.7428,\n");
infer("contact rates", "contact_rate, deaths", "time,contact_rate,deaths\n"
	+ "5,0.759,\n15,0.321,\n28,0.254,\n30,,0.2350\n42,0.797,\n");

function infer(name, given, rows) {
	table = folder + name + " observed.csv";
	File.saveString(rows, table);
	run("InferJ Conditional...", "modelfile=[" + model + "] tablefile=[" + table + "] given=[" + given
		+ "] wanted=[gamma, delta, contact_rate, data] times=[2..50 by 2] draws=200 seed=1 posteriorfile=[" + folder + name
		+ " rates.csv] plotfile=[" + folder + name + " rates.png] functionfile=[" + folder + name
		+ " functions.csv] functionplotfile=[" + folder + name + " functions.png] overwrite=true");
}
